package dev.longshore.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineAssemblerTest {
    private final List<String> lines = new ArrayList<>();
    private final LineAssembler assembler = new LineAssembler(lines::add);

    @Test
    void piecesBecomeLines() {
        assembler.add("Step 1/2");
        assembler.add(" : FROM busybox");
        assembler.add("\n");
        assembler.add(" ---> abc\nStep 2/2\n\nlast");
        assertThat(lines).containsExactly("Step 1/2 : FROM busybox", " ---> abc", "Step 2/2", "");

        assembler.finish();

        assertThat(lines).endsWith("last");
    }

    @Test
    void whatALineHasBeyondItsLimitIsNoOtherLine() {
        assembler.add("x".repeat(300 * 1024));
        assembler.add("beyond");
        assembler.add("\nnext\n");

        assertThat(lines).containsExactly("x".repeat(256 * 1024), "next");
    }

    @Test
    void carriageReturnEndsALineOnce() {
        assembler.add("10%\r20%\r");
        assembler.add("\ndone\r\n");

        assertThat(lines).containsExactly("10%", "20%", "done");
    }
}
