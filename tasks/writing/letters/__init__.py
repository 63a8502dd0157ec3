"""Files that leave the house: workbooks and letters, in Chinese, written whole or not at all."""
