/** What microservices have stored: looked at, backed up, restored and removed. */
@NullMarked
package dev.longshore.deployer.engine.claim;

import org.jspecify.annotations.NullMarked;
