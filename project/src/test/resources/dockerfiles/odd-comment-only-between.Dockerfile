FROM a


# x

FROM b
