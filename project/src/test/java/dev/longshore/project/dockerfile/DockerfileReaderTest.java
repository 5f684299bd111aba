package dev.longshore.project.dockerfile;

import static dev.longshore.project.dockerfile.Reading.dockerfile;
import static dev.longshore.project.dockerfile.Reading.errors;
import static dev.longshore.project.dockerfile.Reading.instruction;
import static dev.longshore.project.dockerfile.Reading.instructions;
import static dev.longshore.project.dockerfile.Reading.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.project.dockerfile.CommandLine.Exec;
import dev.longshore.project.dockerfile.CommandLine.InShell;
import dev.longshore.project.dockerfile.Instruction.Add;
import dev.longshore.project.dockerfile.Instruction.Arg;
import dev.longshore.project.dockerfile.Instruction.Check;
import dev.longshore.project.dockerfile.Instruction.Cmd;
import dev.longshore.project.dockerfile.Instruction.Copy;
import dev.longshore.project.dockerfile.Instruction.Declaration;
import dev.longshore.project.dockerfile.Instruction.Entrypoint;
import dev.longshore.project.dockerfile.Instruction.Env;
import dev.longshore.project.dockerfile.Instruction.Expose;
import dev.longshore.project.dockerfile.Instruction.FileOptions;
import dev.longshore.project.dockerfile.Instruction.From;
import dev.longshore.project.dockerfile.Instruction.HealthCheck;
import dev.longshore.project.dockerfile.Instruction.Label;
import dev.longshore.project.dockerfile.Instruction.OnBuild;
import dev.longshore.project.dockerfile.Instruction.Pair;
import dev.longshore.project.dockerfile.Instruction.Run;
import dev.longshore.project.dockerfile.Instruction.Shell;
import dev.longshore.project.dockerfile.Instruction.User;
import dev.longshore.project.dockerfile.Instruction.Volume;
import dev.longshore.project.dockerfile.Instruction.Workdir;
import dev.longshore.project.dockerfile.Mount.Option;
import dev.longshore.project.problem.Position;
import dev.longshore.project.problem.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DockerfileReaderTest {
    @Test
    void linesAreJoinedAndCommentsAndEmptyLinesLeftOut() {
        List<Step<?>> steps = dockerfile("""
                # a comment
                ARG VERSION=3
                from busybox

                  RUN one && \\
                    # in between
                    two \\

                    three
                CMD ["x"]""").steps();

        assertThat(steps)
                .extracting(Step::text)
                .containsExactly("ARG VERSION=3", "from busybox", "RUN one &&     two     three", "CMD [\"x\"]");
        assertThat(steps)
                .extracting(Step::position)
                .containsExactly(
                        new Position("Dockerfile", 2, 1),
                        new Position("Dockerfile", 3, 1),
                        new Position("Dockerfile", 5, 3),
                        new Position("Dockerfile", 10, 1));
        assertThat(steps).extracting(Step::lastLine).containsExactly(2, 3, 9, 10);
    }

    @Test
    void onlyAnEscapeCharacterThatIsNotEscapedContinuesALine() {
        assertThat(instructions("RUN a \\\\\nRUN b \\ \t\n  c\nRUN d\\"))
                .containsExactly(shell("a \\\\"), shell("b   c"), shell("d"));
    }

    @Test
    void carriageReturnsBelongToLineEndsAndAloneEndNone() {
        assertThat(instructions("RUN a \\\r\n  b\r\nRUN c\r\rd\r\n")).containsExactly(shell("a   b"), shell("c\r\rd"));
    }

    @Test
    void byteOrderMarkIsNoPartOfTheFirstInstruction() {
        assertThat(dockerfile("\ufeffFROM x").stages()).hasSize(1);
    }

    @Test
    void directivesStandAtTheVeryTopInAnyOrderAndCase() {
        assertThat(dockerfile("# Syntax = a/b:1 \n#escape=`\n# check=skip=all\nFROM x\nRUN a `\nb\\\n")
                        .directives())
                .isEqualTo(new Directives(Optional.of("a/b:1"), '`', Optional.of("skip=all")));
        assertThat(dockerfile("# a\n# escape=`\nFROM x\n").directives()).isEqualTo(Directives.NONE);
        assertThat(dockerfile("\n# escape=`\nFROM x\n").directives()).isEqualTo(Directives.NONE);
        assertThat(dockerfile("# other=1\n# escape=`\nFROM x\n").directives()).isEqualTo(Directives.NONE);
    }

    @Test
    void heredocsAreTheLinesUpToTheirName() {
        Run run = (Run) instruction("RUN cat <<A <<-'B'\n\tone $x\nA\n\ttwo\n\tB\n");

        assertThat(run.command()).isEqualTo(new InShell("cat <<A <<-'B'"));
        assertThat(run.heredocs())
                .containsExactly(new Heredoc("A", true, false, "\tone $x\n"), new Heredoc("B", false, true, "\ttwo\n"));
        assertThat(run.heredocs()).extracting(Heredoc::text).containsExactly("\tone $x\n", "two\n");
    }

    @Test
    void heredocOfACopyIsOneOfItsSources() {
        assertThat(instruction("COPY a <<b /c/\nx\nb\n"))
                .isEqualTo(new Copy(
                        Optional.empty(),
                        false,
                        FileOptions.NONE,
                        List.of(new CopySource.Path("a"), new CopySource.Inline(new Heredoc("b", true, false, "x\n"))),
                        "/c/"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RUN echo \"<<A\"\nRUN A",
                "RUN echo '<<A'\nRUN A",
                "RUN [\"echo\", \"<<A\"]\nRUN A",
                "CMD cat <<A\nRUN A",
                "RUN echo $((1<<A))\nRUN A",
                "RUN echo it's <<A\nRUN A"
            })
    void notEveryTwoArrowsAreAHeredoc(String text) {
        assertThat(instructions(text))
                .hasSize(2)
                .allSatisfy(one -> assertThat(one.heredocs()).isEmpty());
    }

    @Test
    void baseMayHaveAPlatformAndAName() {
        assertThat(dockerfile("FROM --platform=$BUILDPLATFORM a:1 as Build\n")
                        .stages()
                        .get(0)
                        .from()
                        .instruction())
                .isEqualTo(new From(Optional.of("$BUILDPLATFORM"), "a:1", Optional.of("build")));
    }

    @Test
    void commandIsAListOfWordsOrATextForAShell() {
        assertThat(instruction("CMD [ \"a\" , \"b c\", \"\\u0041\" ]"))
                .isEqualTo(new Cmd(new Exec(List.of("a", "b c", "A"))));
        assertThat(instruction("CMD [\"a\", \"b\"")).isEqualTo(new Cmd(new InShell("[\"a\", \"b\"")));
        assertThat(instruction("ENTRYPOINT []")).isEqualTo(new Entrypoint(new Exec(List.of())));
        assertThat(instruction("SHELL [\"/bin/bash\", \"-c\"]")).isEqualTo(new Shell(List.of("/bin/bash", "-c")));
    }

    @Test
    void flagsOfRunAreRead() {
        assertThat(instruction("RUN --mount=type=cache,\"target=/a\" --mount='type=bind,\"dst=/b,c\",RW' --network=none"
                        + " --security=insecure --device=x make"))
                .isEqualTo(new Run(
                        List.of(
                                new Mount(List.of(
                                        new Option("type", Optional.of("cache")),
                                        new Option("target", Optional.of("/a")))),
                                new Mount(List.of(
                                        new Option("type", Optional.of("bind")),
                                        new Option("dst", Optional.of("/b,c")),
                                        new Option("rw", Optional.empty())))),
                        Optional.of("none"),
                        Optional.of("insecure"),
                        List.of("x"),
                        new InShell("make"),
                        List.of()));
    }

    @Test
    void flagsOfCopyAndAddAreRead() {
        assertThat(instruction(
                        "COPY --from=a --chown=1:2 --chmod=755 --link --parents --exclude=x --exclude='y z' a b"))
                .isEqualTo(new Copy(
                        Optional.of("a"),
                        true,
                        new FileOptions(Optional.of("1:2"), Optional.of("755"), true, List.of("x", "y z")),
                        List.of(new CopySource.Path("a")),
                        "b"));
        assertThat(instruction("ADD --checksum=sha256:0 --keep-git-dir=false --unpack --link=false [\"a b\", \"c\"]"))
                .isEqualTo(new Add(
                        Optional.of("sha256:0"),
                        Optional.of(false),
                        Optional.of(true),
                        FileOptions.NONE,
                        List.of(new CopySource.Path("a b")),
                        "c"));
    }

    @Test
    void namesAndValuesAreWrittenInTwoForms() {
        assertThat(instruction("ENV a=b c=\"d e\" f=g\\ h i="))
                .isEqualTo(new Env(
                        List.of(
                                new Pair("a", "b"),
                                new Pair("c", "\"d e\""),
                                new Pair("f", "g\\ h"),
                                new Pair("i", "")),
                        false));
        assertThat(instruction("ENV a  b  =c")).isEqualTo(new Env(List.of(new Pair("a", "b  =c")), true));
        assertThat(instruction("LABEL a b")).isEqualTo(new Label(List.of(new Pair("a", "b")), true));
        assertThat(instruction("ARG a b=1 c=\"d e\""))
                .isEqualTo(new Arg(List.of(
                        new Declaration("a", Optional.empty()),
                        new Declaration("b", Optional.of("1")),
                        new Declaration("c", Optional.of("\"d e\"")))));
    }

    @Test
    void theOtherInstructionsAreReadToo() {
        assertThat(instructions("EXPOSE 80 53/udp\nVOLUME [\"/a b\"]\nVOLUME /c /d\nUSER a b\nWORKDIR /a b\n"))
                .containsExactly(
                        new Expose(List.of("80", "53/udp")),
                        new Volume(List.of("/a b")),
                        new Volume(List.of("/c", "/d")),
                        new User("a b"),
                        new Workdir("/a b"));
    }

    @Test
    void healthCheckHasTimes() {
        assertThat(instruction("HEALTHCHECK --interval=1m30s --timeout=1.5s --start-period=0 --retries=3 CMD a b"))
                .isEqualTo(new HealthCheck(Optional.of(new Check(
                        new InShell("a b"),
                        Optional.of(Duration.ofSeconds(90)),
                        Optional.of(Duration.ofMillis(1500)),
                        Optional.empty(),
                        Optional.empty(),
                        3))));
        assertThat(instruction("healthcheck none")).isEqualTo(new HealthCheck(Optional.empty()));
    }

    @Test
    void triggerIsAnInstruction() {
        assertThat(instruction("ONBUILD  Run a")).isEqualTo(new OnBuild(shell("a")));
    }

    @Test
    void triggerOfAnImageIsReadAndWhatIsWrongIsAtTheStageThatGetsIt() {
        Position from = new Position("Dockerfile", 3, 1);
        Problems problems = new Problems();

        assertThat(DockerfileReader.trigger("RUN a", from, problems)).contains(shell("a"));
        assertThat(problems.all()).isEmpty();
        assertThat(DockerfileReader.trigger("RUNN a", from, problems)).isEmpty();
        assertThat(problems.all())
                .singleElement()
                .hasToString("Dockerfile:3: the base image's ONBUILD RUNN a: unknown instruction RUNN");
    }

    @ParameterizedTest(name = "[{index}] {0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            RUNN make                         | 2:1 unknown instruction RUNN; did you mean "RUN"?
            WHATEVER                          | 2:1 unknown instruction WHATEVER
            RUN                               | 2:1 RUN needs a command: RUN make
            RUN --mout=x y                    | 2:5 RUN has no flag --mout; did you mean "--mount"?
            CMD --x y                         | 2:5 CMD has no flag --x; CMD has no flags
            COPY --chmod a b                  | 2:6 --chmod needs a value: --chmod=…
            COPY --link=yes a b               | 2:6 --link is true or false
            COPY --from=x --from=y a b        | 2:15 --from is given twice; keep one
            COPY a                            | 2:6 COPY needs what to copy and where to: COPY . /app
            ADD --from=x a b                  | 2:5 ADD has no flag --from; there are --checksum, --chmod, --chown, --exclude, --keep-git-dir, --link, --unpack
            COPY << a /b                      | 2:1 <<a has no line "a" that ends it
            CMD ["a", 1]                      | 2:5 the words of the JSON form are strings; put 1 in quotes
            SHELL bash                        | 2:7 SHELL needs the JSON form: SHELL ["/bin/bash", "-c"]
            ENV                               | 2:1 ENV needs a name and a value: ENV name=value
            ENV a                             | 2:5 ENV a has no value: write ENV a=…
            ENV a=b c d                       | 2:9 "c" has no "="; put a value that has blanks in quotes: name="a value"
            ENV =b                            | 2:5 a name is missing before "="
            ENV a="b                          | 2:5 a " has no second one
            LABEL a=${b                       | 2:7 "${b" has no "}"
            ARG                               | 2:1 ARG needs a name: ARG VERSION=3
            EXPOSE                            | 2:1 EXPOSE needs a value: EXPOSE 8080
            VOLUME [""]                       | 2:8 VOLUME needs paths that aren't empty: VOLUME /data
            WORKDIR                           | 2:1 WORKDIR needs a value: WORKDIR /app
            ONBUILD                           | 2:1 ONBUILD needs an instruction: ONBUILD COPY . /app
            ONBUILD FROM x                    | 2:9 FROM can't stand behind ONBUILD
            ONBUILD ONBUILD RUN x             | 2:9 ONBUILD can't stand behind ONBUILD
            ONBUILD COPPY a b                 | 2:9 unknown instruction COPPY; did you mean "COPY"?
            HEALTHCHECK curl x                | 2:13 HEALTHCHECK is followed by CMD and a command, or NONE
            HEALTHCHECK CMD                   | 2:13 a command is missing behind HEALTHCHECK CMD
            HEALTHCHECK NONE x                | 2:18 nothing follows HEALTHCHECK NONE
            HEALTHCHECK --interval=1 CMD x    | 2:13 --interval is a time of at least 1ms such as 30s or 1m30s, not "1"
            HEALTHCHECK --retries=-1 CMD x    | 2:13 --retries is a number from 0 up, not "-1"
            FROM                              | 2:1 FROM needs one image, and may name its stage: FROM python:3.12 AS build
            FROM a b                          | 2:8 FROM needs one image, and may name its stage: FROM python:3.12 AS build
            FROM a AS 1b                      | 2:11 a stage's name has letters, digits, "_", "-" and ".", and begins with a letter; "1b" doesn't
            RUN --network=hots x              | 2:5 --network is one of default, host, none; did you mean "host"?
            RUN --mount=type=bnd x            | 2:5 --mount has no type "bnd"; there are bind, cache, secret, ssh, tmpfs; did you mean "bind"?
            RUN --mount=targt=/x y            | 2:5 --mount has no option "targt"; did you mean "target"?
            RUN --mount=target x              | 2:5 the option target of --mount needs a value: target=…
            RUN --mount=from=$X,target=/x y   | 2:5 variables aren't replaced in from; name the image in a stage, FROM $X AS tools, and write from=tools
            COPY --from=$X a b                | 2:1 variables aren't replaced in --from; name the image in a stage, FROM $X AS tools, and write --from=tools
            COPY --from=0 a b                 | 2:1 there is no stage 0 before this one, which is stage 0; stages are counted from 0
            """)
    void mistakeIsToldWithItsLineAndColumn(String line, String error) {
        assertThat(errors("FROM x\n" + line + "\n")).containsExactly(error);
    }

    @Test
    void mistakeBehindAContinuationIsAtTheLineWhereItStands() {
        assertThat(errors("FROM x\nENV a=b \\\n  # comment\n    c \\\n d=e\n"))
                .containsExactly("4:5 \"c\" has no \"=\"; put a value that has blanks in quotes: name=\"a value\"");
        assertThat(errors("FROM x\nRUN --network=none \\\n\t--mout=x y"))
                .containsExactly("3:2 RUN has no flag --mout; did you mean \"--mount\"?");
    }

    @Test
    void allMistakesAreToldAtOnce() {
        assertThat(errors("FROM x\nRUNN a\nCOPY a\nUSER\n")).hasSize(3);
    }

    @Test
    void mistakesInDirectivesAreTold() {
        assertThat(errors("# escape=x\nFROM x\n")).containsExactly("1:10 the escape character is ` or \\, not \"x\"");
        assertThat(errors("# escape=`\n# escape=\\\nFROM x\n"))
                .containsExactly("2:1 there is a second \"# escape=\"; keep one");
    }

    @Test
    void fileWithoutAStageIsNone() {
        assertThat(errors("")).containsExactly("0:0 there is no FROM; begin with an image: FROM python:3.12");
        assertThat(errors("ARG a\n")).containsExactly("0:0 there is no FROM; begin with an image: FROM python:3.12");
        assertThat(errors("RUN x\nFROM y\n"))
                .containsExactly("1:1 only ARG can stand before the first FROM; RUN can't");
    }

    @Test
    void heredocWithoutAnEndIsNoneAndTheFollowingLinesAreInstructions() {
        assertThat(errors("FROM x\nRUN <<A\nRUNN b\n"))
                .containsExactly(
                        "2:1 <<A has no line \"A\" that ends it",
                        "3:1 unknown instruction RUNN; did you mean \"RUN\"?");
    }

    @Test
    void whatHasNoEffectOrIsProbablyNotMeantIsWarnedOf() {
        assertThat(warnings("FROM x\nCMD ['a']\nCMD [ -f x ]\n"))
                .containsExactly(
                        "2:5 this isn't JSON, so a shell gets it as it is; write [\"program\", \"argument\"] with double"
                                + " quotes, and a backslash twice",
                        "2:1 this CMD has no effect, as another one follows in line 3");
        assertThat(warnings("FROM x\nRUN a \\\n\n b"))
                .containsExactly(
                        "3:0 an empty line within an instruction will be an error in Docker; remove it, or put a"
                                + " # in it");
        assertThat(warnings("FROM x AS a\nFROM y AS a"))
                .containsExactly("2:1 line 1 has a stage named a too; from here on the name means this one");
    }

    @Test
    void endlessFilesAreNotRead() {
        assertThat(errors("FROM x\n".repeat(502)))
                .containsExactly("502:1 more than 10000 instructions or 500 stages aren't read");
        assertThat(errors("FROM x\n" + "RUN <<A\n".repeat(9_000))).hasSizeGreaterThan(99);
    }

    private static Run shell(String text) {
        return new Run(List.of(), Optional.empty(), Optional.empty(), List.of(), new InShell(text), List.of());
    }
}
