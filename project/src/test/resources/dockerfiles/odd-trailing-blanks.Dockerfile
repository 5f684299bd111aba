FROM alpine   
RUN echo x	 
CMD ["a"]  
ENV a b  
