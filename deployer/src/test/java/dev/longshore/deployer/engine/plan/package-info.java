@NullMarked
package dev.longshore.deployer.engine.plan;

import org.jspecify.annotations.NullMarked;
