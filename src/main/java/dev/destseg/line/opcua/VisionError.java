package dev.destseg.line.opcua;

/** What the Error output of methods says; numbers below zero are the system's own, see the specification's tables of arguments. */
enum VisionError {
    OK(0),
    /** There is no such recipe, product or result. */
    NOT_FOUND(-1),
    /** The recipe is not fit to judge here: damaged, revoked, for another appliance, or it failed the parity gate. */
    RECIPE_REFUSED(-2),
    /** Parts of this vision system come by another way, so that nobody starts or stops them here. */
    NOT_COMMANDED_HERE(-3),
    /** The recipe or product that was named is not the one that judges. */
    OTHER_RECIPE(-4),
    /** An argument cannot be used. */
    ARGUMENT(-5),
    /** The station takes no pictures at present. */
    NO_PICTURES(-6),
    /** It is not clear which product is meant. */
    PRODUCT_UNCLEAR(-7),
    /** The box cannot do it at present; its log says why. */
    FAILED(-100);

    private final int number;

    VisionError(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
