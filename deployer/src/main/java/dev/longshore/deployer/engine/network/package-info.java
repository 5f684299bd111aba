/** Networks and addresses of environments, and the firewall that keeps their containers from everything else. */
@NullMarked
package dev.longshore.deployer.engine.network;

import org.jspecify.annotations.NullMarked;
