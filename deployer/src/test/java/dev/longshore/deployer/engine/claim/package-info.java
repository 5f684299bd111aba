@NullMarked
package dev.longshore.deployer.engine.claim;

import org.jspecify.annotations.NullMarked;
