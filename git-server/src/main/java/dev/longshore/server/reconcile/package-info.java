/** Keeps running what is live. */
@NullMarked
package dev.longshore.server.reconcile;

import org.jspecify.annotations.NullMarked;
