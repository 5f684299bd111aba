package dev.longshore.deployer.engine.plan;

import dev.longshore.project.manifest.Service;
import java.util.List;

/**
 * A Service with the workloads that it selects.
 *
 * @param spec the fingerprint of the proxy; a proxy with another one has to be replaced
 */
public record ServicePlan(Service service, ProxyPlan proxy, List<WorkloadPlan> workloads, String spec) {}
