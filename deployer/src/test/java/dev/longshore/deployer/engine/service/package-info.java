@NullMarked
package dev.longshore.deployer.engine.service;

import org.jspecify.annotations.NullMarked;
