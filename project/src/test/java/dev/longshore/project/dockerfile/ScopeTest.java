package dev.longshore.project.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ScopeTest {
    private static final Variable NOT_SET = new Variable.NotSet();
    private static final Variable UNKNOWN = new Variable.Unknown();

    @Test
    void argumentsBeforeTheFirstStageBuildOnEachOther() {
        Scope global = global("ARG A=1\nARG B=$A.2 C=\"$B 3\" D\nFROM x", BuildArguments.NONE);

        assertThat(global.find("B")).isEqualTo(new Variable.Is("1.2"));
        assertThat(global.find("C")).isEqualTo(new Variable.Is("1.2 3"));
        assertThat(global.find("D")).isEqualTo(NOT_SET);
    }

    @Test
    void givenArgumentsReplaceTheDefaultsOfThoseThatAreDeclared() {
        BuildArguments given = new BuildArguments(Map.of("A", "given", "E", "unused"), Map.of());

        Scope global = global("ARG A=1\nARG B=$A\nFROM x", given);

        assertThat(global.find("A")).isEqualTo(new Variable.Is("given"));
        assertThat(global.find("B")).isEqualTo(new Variable.Is("given"));
        assertThat(global.find("E")).isEqualTo(NOT_SET);
    }

    @Test
    void platformIsUnknownUnlessItIsGiven() {
        assertThat(global("FROM x", BuildArguments.NONE).find("TARGETARCH")).isEqualTo(UNKNOWN);
        assertThat(global("FROM x", new BuildArguments(Map.of(), Map.of("TARGETARCH", "arm64")))
                        .find("TARGETARCH"))
                .isEqualTo(new Variable.Is("arm64"));
        assertThat(global("ARG TARGETARCH=amd64\nFROM x", BuildArguments.NONE).find("TARGETARCH"))
                .isEqualTo(new Variable.Is("amd64"));
    }

    @Test
    void proxiesAreForEveryCommandButNoWordSeesThemUndeclared() {
        BuildArguments given = new BuildArguments(Map.of("HTTP_PROXY", "p", "no_proxy", "n", "A", "1"), Map.of());

        assertThat(given.proxies()).isEqualTo(Map.of("HTTP_PROXY", "p", "no_proxy", "n"));
        assertThat(global("FROM x", given).find("HTTP_PROXY")).isEqualTo(NOT_SET);
    }

    @Test
    void whatDependsOnSomethingUnknownIsUnknown() {
        assertThat(global("ARG A=x-$TARGETARCH\nFROM x", BuildArguments.NONE).find("A"))
                .isEqualTo(UNKNOWN);
    }

    @Test
    void argumentThatCantBeToldIsUnknown() {
        assertThat(global("ARG A=${B:?needed}\nFROM x", BuildArguments.NONE).find("A"))
                .isEqualTo(UNKNOWN);
    }

    @Test
    void stageHasOnlyTheArgumentsThatItDeclares() {
        Dockerfile dockerfile = Reading.dockerfile("ARG A=1\nARG B=2\nFROM x\nARG A\nARG C\nARG B=own\n");
        Scope stage = Scope.global(dockerfile, BuildArguments.NONE).stage(Variables.NONE);

        assertThat(stage.find("A")).isEqualTo(NOT_SET);
        enter(stage, dockerfile.stages().get(0));

        assertThat(stage.find("A")).isEqualTo(new Variable.Is("1"));
        assertThat(stage.find("B")).isEqualTo(new Variable.Is("own"));
        assertThat(stage.find("C")).isEqualTo(NOT_SET);
    }

    @Test
    void environmentWinsOverAnArgumentWhereverItStands() {
        assertThat(endOf("FROM x\nENV A=env\nARG A=arg\n").find("A")).isEqualTo(new Variable.Is("env"));
        assertThat(endOf("FROM x\nARG A=arg\nENV A=${A}-env\n").find("A")).isEqualTo(new Variable.Is("arg-env"));
    }

    @Test
    void wordsOfAnEnvSeeWhatWasBeforeIt() {
        assertThat(endOf("FROM x\nENV A=1\nENV A=2 B=$A\n").find("B")).isEqualTo(new Variable.Is("1"));
    }

    @Test
    void stageInheritsFromItsBase() {
        Dockerfile dockerfile = Reading.dockerfile("FROM x AS a\nARG A=1\nENV B=2\nFROM a\nENV C=$A$B\n");
        Scope global = Scope.global(dockerfile, BuildArguments.NONE);
        Scope base = global.stage(name -> name.equals("PATH") ? new Variable.Is("/bin") : new Variable.NotSet());
        enter(base, dockerfile.stages().get(0));
        Scope stage = global.stage(base);
        enter(stage, dockerfile.stages().get(1));

        assertThat(stage.find("C")).isEqualTo(new Variable.Is("12"));
        assertThat(stage.find("PATH")).isEqualTo(new Variable.Is("/bin"));
        assertThat(base.find("C")).isEqualTo(NOT_SET);
    }

    @Test
    void theEnvironmentOfTheBaseWinsOverAnArgument() {
        Dockerfile dockerfile =
                Reading.dockerfile("ARG GLOBAL=1\nFROM x\nARG PATH=/arg\nARG GLOBAL\nENV SEEN=$PATH$GLOBAL\n");
        Scope stage = Scope.global(dockerfile, BuildArguments.NONE)
                .stage(name -> name.equals("PATH") ? new Variable.Is("/bin") : new Variable.NotSet());
        enter(stage, dockerfile.stages().get(0));

        assertThat(stage.find("SEEN")).isEqualTo(new Variable.Is("/bin1"));
    }

    @Test
    void ofAnUnknownBaseAllButTheOwnVariablesAreUnknown() {
        Dockerfile dockerfile = Reading.dockerfile("FROM x\nENV A=1\nENV B=$PATH\n");
        Scope stage = Scope.global(dockerfile, BuildArguments.NONE).stage(Variables.UNKNOWN);
        enter(stage, dockerfile.stages().get(0));

        assertThat(stage.find("A")).isEqualTo(new Variable.Is("1"));
        assertThat(stage.find("B")).isEqualTo(UNKNOWN);
    }

    @Test
    void variablesThatDoubleEachOtherAreLimited() {
        StringBuilder text = new StringBuilder("FROM x\nENV A0=xxxxxxxxxx\n");
        for (int i = 1; i < 64; i++) {
            text.append("ENV A")
                    .append(i)
                    .append("=$A")
                    .append(i - 1)
                    .append("$A")
                    .append(i - 1)
                    .append('\n');
        }

        assertThatThrownBy(() -> endOf(text.toString()))
                .isInstanceOf(ExpansionException.class)
                .hasMessageContaining("characters");
        assertThatThrownBy(() -> endOf("FROM x\nENV A=" + "x".repeat(100_000) + "\n" + "ENV B=$A\n".repeat(100)))
                .hasMessage("the variables hold more than 4194304 characters");
    }

    private static Scope global(String text, BuildArguments given) {
        return Scope.global(Reading.dockerfile(text), given);
    }

    /** What is set where the only stage ends. */
    private static Scope endOf(String text) {
        Dockerfile dockerfile = Reading.dockerfile(text);
        Scope stage = Scope.global(dockerfile, BuildArguments.NONE).stage(Variables.NONE);
        enter(stage, dockerfile.stages().get(0));
        return stage;
    }

    private static void enter(Scope scope, Stage stage) {
        stage.steps().forEach(step -> scope.enter(step.instruction()));
    }
}
