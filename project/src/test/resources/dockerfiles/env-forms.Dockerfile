FROM alpine
ENV one=1
ENV two=2 three=3
ENV four four has blanks
ENV five="5 a" six='6 b' seven=7\ c
ENV eight= nine="" ten=''
ENV eleven==x twelve=a=b
ENV "quoted name"=x
ENV thirteen   13
