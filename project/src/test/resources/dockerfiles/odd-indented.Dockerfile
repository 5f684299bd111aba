  FROM alpine
	RUN echo tab
     # an indented comment
   CMD echo  two  blanks
