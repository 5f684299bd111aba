@NullMarked
package dev.longshore.deployer.engine.failure;

import org.jspecify.annotations.NullMarked;
