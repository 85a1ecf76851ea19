"""What WeasyPrint lacks for Chinese: lines to clreq, pages on a grid, vertical books."""
