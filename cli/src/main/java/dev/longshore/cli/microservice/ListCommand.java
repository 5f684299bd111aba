package dev.longshore.cli.microservice;

import dev.longshore.cli.json.JsonText;
import dev.longshore.cli.server.EnvironmentApi;
import dev.longshore.cli.server.Microservices;
import dev.longshore.cli.server.Microservices.Microservice;
import dev.longshore.cli.server.NotFound;
import dev.longshore.cli.target.EnvironmentOptions;
import dev.longshore.cli.target.NamespaceName;
import dev.longshore.cli.target.Surroundings;
import dev.longshore.cli.terminal.Colour;
import dev.longshore.cli.terminal.ExitCode;
import dev.longshore.cli.terminal.Table;
import dev.longshore.cli.terminal.Table.Cell;
import dev.longshore.cli.terminal.Table.Column;
import dev.longshore.cli.terminal.Terminal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists what runs, in the layout of the Hasura platform's own command. */
@Command(name = "list", description = "Lists the microservices, their status and their URLs.")
public final class ListCommand implements Callable<Integer> {
    /** The widths keep the columns of usual lists in the same places. */
    private static final List<Column> COLUMNS = List.of(
            new Column("NAME", 10),
            new Column("STATUS", 10),
            new Column("INTERNAL-URL", 18),
            Column.of("EXTERNAL-URL"));

    private final Surroundings surroundings;

    @Mixin
    private final EnvironmentOptions environment;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "List only one group: user (or default, the project's own) or hasura (the platform's).")
    private Optional<String> group = Optional.empty();

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            description = "table (the default); json; or urls, which is a line '<name> <url>' for each route.")
    private Format format = Format.table;

    /** In the spelling of the command line. */
    enum Format {
        table,
        json,
        urls
    }

    public ListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.environment = new EnvironmentOptions(surroundings);
    }

    @Override
    public Integer call() {
        Optional<NamespaceName> namespace = group.map(NamespaceName::of);
        EnvironmentApi api = environment.connect();
        Terminal terminal = surroundings.terminal();
        switch (format) {
            case table -> {
                terminal.line("• Getting microservices...");
                printTables(terminal, api, namespace);
            }
            case json ->
                terminal.line(JsonText.write(wanted(find(api), namespace).stream()
                        .map(ListCommand::asJson)
                        .toList()));
            case urls ->
                wanted(find(api), namespace).stream()
                        .flatMap(service -> service.externalUrls().stream().map(url -> service.name() + " " + url))
                        .forEach(terminal::line);
        }
        return ExitCode.OK.value();
    }

    private static List<Microservice> wanted(Microservices found, Optional<NamespaceName> namespace) {
        return namespace
                .map(only -> only == NamespaceName.USER ? found.custom() : found.platform())
                .orElseGet(() -> Stream.concat(found.custom().stream(), found.platform().stream())
                        .toList());
    }

    private static Map<String, Object> asJson(Microservice microservice) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", microservice.name());
        json.put("namespace", microservice.namespace());
        json.put("status", microservice.status());
        json.put("ready", microservice.ready());
        json.put("desired", microservice.desired());
        json.put("detail", microservice.detail());
        json.put("internalUrl", microservice.internalUrl());
        json.put("externalUrls", microservice.externalUrls());
        return json;
    }

    private static void printTables(Terminal terminal, EnvironmentApi api, Optional<NamespaceName> namespace) {
        Microservices found = find(api);
        boolean custom = !namespace.equals(Optional.of(NamespaceName.HASURA));
        boolean platform = !namespace.equals(Optional.of(NamespaceName.USER))
                && !found.platform().isEmpty();
        if (custom) {
            terminal.line("• Custom microservices:");
            if (found.custom().isEmpty()) {
                terminal.line(
                        "none yet; push some: git push " + api.environment().alias() + " master");
            } else {
                print(terminal, found.custom());
            }
        }
        if (custom && platform) {
            terminal.line("");
        }
        if (platform) {
            terminal.line("• Hasura microservices:");
            print(terminal, found.platform());
        }
    }

    /** An environment that nothing was ever pushed to isn't known to the server. */
    private static Microservices find(EnvironmentApi api) {
        try {
            return api.microservices();
        } catch (NotFound neverPushed) {
            return new Microservices(List.of(), List.of());
        }
    }

    private static void print(Terminal terminal, List<Microservice> microservices) {
        Table table = new Table(COLUMNS);
        for (Microservice microservice : microservices) {
            List<String> urls = microservice.externalUrls();
            table.row(List.of(
                    Cell.of(microservice.name()),
                    new Cell(microservice.status(), colour(microservice)),
                    Cell.of(microservice.internalUrl()),
                    Cell.of(urls.isEmpty() ? "" : urls.get(0))));
            urls.stream()
                    .skip(1)
                    .forEach(url -> table.row(List.of(Cell.of(""), Cell.of(""), Cell.of(""), Cell.of(url))));
        }
        table.print(terminal);
        microservices.stream()
                .filter(microservice -> !microservice.detail().isEmpty())
                .forEach(microservice -> terminal.line(microservice.name() + ": " + microservice.detail()));
    }

    private static Colour colour(Microservice microservice) {
        if (microservice.status().equals("Running")) {
            return Colour.GREEN;
        }
        return microservice.ready() > 0 ? Colour.YELLOW : Colour.RED;
    }
}
