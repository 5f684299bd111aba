From alpine As One
Run echo a
wOrKdIr /x
oNbUiLd rUn echo b
