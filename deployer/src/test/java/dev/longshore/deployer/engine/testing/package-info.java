@NullMarked
package dev.longshore.deployer.engine.testing;

import org.jspecify.annotations.NullMarked;
