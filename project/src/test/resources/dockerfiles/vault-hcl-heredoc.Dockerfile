FROM hashicorp/vault:1.17
COPY <<-'CONFIG' /vault/config/local.hcl
	listener "tcp" {
	  address     = "0.0.0.0:8200"
	  tls_disable = "${not_replaced}"
	}
	CONFIG
CMD ["server"]
