import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/** What each part weighs, held against packaging/installer/sizes.properties: more than a tenth over it fails the build. */
final class Sizes {

    private static final double MEGABYTE = 1_000_000;
    private static final double TOLERANCE = 1.1;
    private static final double MOST_OF_INSTALLER = 60;

    private final Map<String, Double> megabytes = new LinkedHashMap<>();

    /** Adds up what is there: files, or all that is in folders. */
    void add(String part, Path... places) throws IOException {
        long bytes = 0;
        for (var place : places) {
            try (var files = Files.walk(place)) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    bytes += Files.size(file);
                }
            }
        }
        megabytes.merge(part, bytes / MEGABYTE, Double::sum);
    }

    /** @param system only parts that have a budget for that system can be over it */
    void check(String system, Path budgets) throws IOException {
        var allowed = new Properties();
        try (var in = Files.newInputStream(budgets)) {
            allowed.load(in);
        }
        var over = new StringBuilder();
        for (var part : megabytes.entrySet()) {
            var budget = allowed.getProperty(system + "." + part.getKey());
            System.out.printf(Locale.ROOT, "%-18s %6.1f MB%s%n", part.getKey(), part.getValue(),
                    budget == null ? "" : " of " + budget);
            if (budget != null && part.getValue() > Double.parseDouble(budget) * TOLERANCE
                    || part.getKey().equals("installer") && part.getValue() > MOST_OF_INSTALLER) {
                over.append(' ').append(part.getKey());
            }
        }
        if (!over.isEmpty()) {
            throw new IllegalStateException("over the budget of " + budgets + ":" + over);
        }
    }
}
