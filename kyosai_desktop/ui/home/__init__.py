"""ホーム: how far the year is."""
