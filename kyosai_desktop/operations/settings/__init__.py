"""What an office can set up, as rows of text: presets ship as CSV, and a 設定ブック has the same sheets and headers."""
