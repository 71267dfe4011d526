"""What Colab offers to a notebook, where there is no Colab."""

from . import auth, data_table, drive, files, output, patches, userdata

__all__ = ["auth", "data_table", "drive", "files", "output", "patches", "userdata"]
