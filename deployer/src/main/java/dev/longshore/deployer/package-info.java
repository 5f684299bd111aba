/** A release becomes a running cluster: the verdict, the way back, status and logs. */
@NullMarked
package dev.longshore.deployer;

import org.jspecify.annotations.NullMarked;
