/** Why a rollout failed, as a person would look it up: state, exit code, the probe's answer, the last log lines, the cause. */
@NullMarked
package dev.longshore.deployer.engine.failure;

import org.jspecify.annotations.NullMarked;
