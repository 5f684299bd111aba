@NullMarked
package dev.longshore.deployer.engine.network;

import org.jspecify.annotations.NullMarked;
