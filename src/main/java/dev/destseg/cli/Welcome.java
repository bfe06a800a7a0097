package dev.destseg.cli;

import dev.destseg.training.instant.DemoLearning;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * What a running appliance tells people to try.
 *
 * @param address such as http://127.0.0.1:8080
 * @param demo an image of the demo product
 */
record Welcome(String address, Optional<Path> demo) {
    private static final String PHOTO = "photo.jpg";

    String learningDemo() {
        return "Listening on " + address
                + ". There is no recipe yet: a demo product is being learned, which takes about"
                + " a minute. " + ownProduct();
    }

    String withoutRecipe() {
        return "Listening on " + address + " without a recipe, so that nothing can be judged yet. " + ownProduct();
    }

    private String ownProduct() {
        return "Your own product is taught in a browser at\n  " + address + "/#/teach\nor by commands:\n  destseg train"
                + " PHOTOS --out product.recipe\n  destseg serve --recipe product.recipe";
    }

    /** @param products that can be judged; at least one */
    String ready(Collection<String> products) {
        String product = products.iterator().next();
        String query = products.size() == 1 ? "" : "?product=" + product;
        String image = demo.filter(drawn -> product.equals(DemoLearning.PRODUCT))
                .map(Path::toString)
                .orElse(PHOTO);
        String type = image.toLowerCase(Locale.ROOT).endsWith(".png") ? "png" : "jpeg";
        return "Ready on " + address + ". Open that in a browser, or judge an image with\n  curl --data-binary '@"
                + image + "' -H 'Content-Type: image/" + type + "' '" + address + "/api/v1/inspections" + query + "'";
    }
}
