# one
#two
	# three
FROM alpine
#
# CMD no
##
CMD yes
# end
