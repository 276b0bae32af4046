package com.fitscheduler.frontdesk.cli;

import com.fitscheduler.frontdesk.cli.Command.Connect;
import com.fitscheduler.frontdesk.cli.Command.Disconnect;
import com.fitscheduler.frontdesk.cli.Command.Examine;
import com.fitscheduler.frontdesk.cli.Command.SignIn;
import com.fitscheduler.frontdesk.cli.Command.Status;
import com.fitscheduler.frontdesk.cli.Command.Support;
import com.fitscheduler.frontdesk.cli.Command.Sync;
import com.fitscheduler.frontdesk.cli.Line.Misused;
import com.fitscheduler.frontdesk.cli.Line.Parsed;
import com.fitscheduler.frontdesk.cli.Line.Printed;
import com.fitscheduler.frontdesk.cli.Line.Understood;
import com.fitscheduler.frontdesk.ui.Words;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** What can be typed. */
public final class Syntax {

    private static final String NAME = "fitscheduler-front-desk";
    /** Becomes the name of a folder; practice mode's own begins with its word. */
    private static final Pattern PROFILE = Pattern.compile("(?!practice)[a-z0-9][a-z0-9-]{0,31}");

    private final Words words;
    private final List<String> keys;
    private final String version;

    /** @param keys the settings that can be given */
    public Syntax(Words words, List<String> keys, String version) {
        this.words = words;
        this.keys = keys;
        this.version = version;
    }

    /** Never fails: what is not understood is {@link Misused}. */
    public Parsed parse(String... typed) {
        var commandLine = commandLine();
        try {
            var result = commandLine.parseArgs(typed);
            var command = result.hasSubcommand() ? result.subcommand() : result;
            if (result.isUsageHelpRequested() || command.isUsageHelpRequested()) {
                return new Printed(command.commandSpec().commandLine().getUsageMessage());
            }
            return result.isVersionHelpRequested() ? new Printed(version + "\n") : understood(result);
        } catch (ParameterException e) {
            return misused(String.valueOf(e.getMessage()));
        }
    }

    private Parsed understood(ParseResult result) {
        var line = new Line(result.matchedOptionValue("--practice", false), Optional.ofNullable(result.matchedOptionValue("--profile", null)),
                Optional.ofNullable(result.<Path>matchedOptionValue("--tour", null)),
                result.matchedOptionValue("--set", Map.of()), Optional.ofNullable(result.subcommand()).map(Syntax::command));
        if (line.practice() && result.matchedOptionValue("--real", false)) {
            return misused(words.get("cli.both"));
        }
        if (line.tour().isPresent() && line.command().isPresent()) {
            return misused(words.get("cli.tour.command"));
        }
        if (line.profile().isPresent() && !PROFILE.matcher(line.profile().get()).matches()) {
            return misused(words.get("cli.profile.wrong"));
        }
        for (var key : line.settings().keySet()) {
            if (!keys.contains(key)) {
                return misused(words.get("cli.set.wrong", key, String.join(", ", keys)));
            }
        }
        return new Understood(line);
    }

    private Misused misused(String why) {
        return new Misused(why + "\n" + words.get("cli.see", NAME));
    }

    private static Command command(ParseResult typed) {
        return switch (typed.commandSpec().name()) {
            case "status" -> new Status(typed.matchedOptionValue("--json", false));
            case "connect" -> new Connect(typed.matchedOptionValue("--location", ""), typed.matchedOptionValue("--anyway", false));
            case "sync" -> new Sync();
            case "disconnect" -> new Disconnect();
            case "doctor" -> new Examine(typed.matchedOptionValue("--json", false));
            case "support-file" -> new Support(typed.<Path>matchedPositionalValue(0, Path.of("")).toAbsolutePath());
            case "sign-in" -> new SignIn(typed.matchedOptionValue("--email", ""), typed.matchedOptionValue("--location", ""));
            default -> throw new IllegalStateException(typed.commandSpec().name());
        };
    }

    private CommandLine commandLine() {
        var root = spec(NAME, "cli.about");
        root.addOption(flag("--practice", "cli.practice")).addOption(flag("--real", "cli.real"))
                .addOption(option("--profile", "NAME", String.class, "cli.profile"))
                .addOption(option("--tour", "FOLDER", Path.class, "cli.tour"))
                .addOption(OptionSpec.builder("--set").paramLabel("KEY=VALUE").type(Map.class)
                        .auxiliaryTypes(String.class, String.class).description(words.get("cli.set", String.join(", ", keys))).build())
                .addOption(OptionSpec.builder("--version").type(boolean.class).versionHelp(true)
                        .description(words.get("cli.version")).build());
        var json = "cli.json";
        root.addSubcommand("status", spec("status", "cli.status").addOption(flag("--json", json)));
        root.addSubcommand("connect", spec("connect", "cli.connect").addOption(flag("--anyway", "cli.anyway"))
                .addOption(OptionSpec.builder("--location").paramLabel("ID").type(String.class).required(true)
                        .description(words.get("cli.location")).build()));
        root.addSubcommand("sync", spec("sync", "cli.sync"));
        root.addSubcommand("disconnect", spec("disconnect", "cli.disconnect"));
        root.addSubcommand("doctor", spec("doctor", "cli.doctor").addOption(flag("--json", json)));
        root.addSubcommand("support-file", spec("support-file", "cli.support").addPositional(PositionalParamSpec.builder()
                .index("0").paramLabel("FILE").type(Path.class).required(true).description(words.get("cli.support.file")).build()));
        root.addSubcommand("sign-in", spec("sign-in", "cli.sign_in").addOption(OptionSpec.builder("--email").paramLabel("ADDRESS")
                .type(String.class).required(true).description(words.get("cli.email")).build())
                .addOption(option("--location", "ID", String.class, "cli.gym")));
        return new CommandLine(root).setOverwrittenOptionsAllowed(true).setExpandAtFiles(false).setInterpolateVariables(false);
    }

    private CommandSpec spec(String name, String about) {
        var spec = CommandSpec.create().name(name);
        spec.usageMessage().description(words.get(about));
        return spec.addOption(OptionSpec.builder("--help", "-h").type(boolean.class).usageHelp(true)
                .description(words.get("cli.help")).build());
    }

    private OptionSpec flag(String name, String about) {
        return OptionSpec.builder(name).type(boolean.class).description(words.get(about)).build();
    }

    private OptionSpec option(String name, String label, Class<?> type, String about) {
        return OptionSpec.builder(name).paramLabel(label).type(type).description(words.get(about)).build();
    }
}
