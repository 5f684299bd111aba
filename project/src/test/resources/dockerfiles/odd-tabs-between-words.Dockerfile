FROM	alpine	AS	x
ENV	a=b	c=d
COPY	a	b	/c/
EXPOSE	80	81
