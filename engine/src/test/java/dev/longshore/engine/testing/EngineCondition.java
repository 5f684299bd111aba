package dev.longshore.engine.testing;

import dev.longshore.engine.EngineAddress;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Lets a test run where an engine accepts connections. */
final class EngineCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        EngineAddress address = EngineAddress.fromEnvironment(System.getenv());
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(address.socket()))) {
            return ConditionEvaluationResult.enabled("an engine listens on " + address);
        } catch (IOException e) {
            return ConditionEvaluationResult.disabled("no engine listens on " + address + "; ./test brings one");
        }
    }
}
