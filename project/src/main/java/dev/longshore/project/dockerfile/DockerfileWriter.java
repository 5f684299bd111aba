package dev.longshore.project.dockerfile;

/** Writes a Dockerfile that is read as the same values again: an instruction a line, without comments. */
public final class DockerfileWriter {
    private DockerfileWriter() {}

    public static String write(Dockerfile dockerfile) {
        StringBuilder text = new StringBuilder();
        Directives directives = dockerfile.directives();
        directives
                .syntax()
                .ifPresent(syntax -> text.append("# syntax=").append(syntax).append('\n'));
        if (directives.escape() != Directives.BACKSLASH) {
            text.append("# escape=").append(directives.escape()).append('\n');
        }
        directives
                .check()
                .ifPresent(check -> text.append("# check=").append(check).append('\n'));
        dockerfile.steps().forEach(step -> text.append(write(step.instruction(), directives.escape())));
        return text.toString();
    }

    /** One instruction with the lines of its heredocs. */
    public static String write(Instruction instruction, char escape) {
        return InstructionWriter.write(instruction, escape);
    }
}
