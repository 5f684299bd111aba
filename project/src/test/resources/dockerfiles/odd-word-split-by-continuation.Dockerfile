FROM al\
pine
RU\
N echo hel\
lo
ENV A\
=B
