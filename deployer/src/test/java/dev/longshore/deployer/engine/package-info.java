@NullMarked
package dev.longshore.deployer.engine;

import org.jspecify.annotations.NullMarked;
