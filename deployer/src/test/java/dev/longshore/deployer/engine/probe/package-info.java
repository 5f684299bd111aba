@NullMarked
package dev.longshore.deployer.engine.probe;

import org.jspecify.annotations.NullMarked;
