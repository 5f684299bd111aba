package dev.longshore.builder.stock;

import java.util.ArrayList;
import java.util.List;

/**
 * What is no longer needed of an image.
 *
 * @param names those that it loses
 * @param whole whether it is to go, as it has no name left
 */
public record Surplus(BuiltImage image, List<String> names, boolean whole) {
    public Surplus {
        names = List.copyOf(names);
    }

    /** @param there all images of the environment */
    public static List<Surplus> of(List<BuiltImage> there, Needed needed) {
        List<Surplus> surplus = new ArrayList<>();
        for (BuiltImage image : there) {
            List<String> names = image.names().stream()
                    .filter(name -> !isNeeded(BuiltName.of(name), image, needed))
                    .toList();
            boolean whole = image.names().isEmpty()
                    ? !needed.ids().contains(image.id()) && !isYoung(image, needed)
                    : names.size() == image.names().size();
            if (whole || !names.isEmpty()) {
                surplus.add(new Surplus(image, names, whole));
            }
        }
        return surplus;
    }

    private static boolean isNeeded(BuiltName name, BuiltImage image, Needed needed) {
        if (name instanceof BuiltName.PrefixFor use) {
            // By another name it isn't found.
            return image.names().contains(use.prefix()) && needed.withPrefix().contains(use.image());
        }
        if (name instanceof BuiltName.Prefix prefix) {
            List<BuiltName.PrefixFor> uses = uses(prefix, image);
            return uses.isEmpty()
                    ? isYoung(image, needed)
                    : uses.stream().anyMatch(use -> needed.withPrefix().contains(use.image()));
        }
        return needed.ids().contains(image.id()) || needed.images().contains(((BuiltName.Whole) name).reference());
    }

    private static List<BuiltName.PrefixFor> uses(BuiltName.Prefix prefix, BuiltImage image) {
        return image.names().stream()
                .map(BuiltName::of)
                .filter(BuiltName.PrefixFor.class::isInstance)
                .map(BuiltName.PrefixFor.class::cast)
                .filter(use -> use.prefix().equals(prefix.reference()))
                .toList();
    }

    private static boolean isYoung(BuiltImage image, Needed needed) {
        return image.createdAt().isAfter(needed.youngerThan());
    }
}
