/** What happens to one request: to the right upstream, with clean headers, streamed both ways. */
@NullMarked
package dev.longshore.gateway.proxy;

import org.jspecify.annotations.NullMarked;
