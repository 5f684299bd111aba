FROM alpine
MAINTAINER Jane Doe <jane@example.com> "and others" 'too' $x
