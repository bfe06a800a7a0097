package dev.destseg.registry.sync;

/** How far the recipe of a channel has come on a box. */
public enum Stage {
    /** Nothing was heard of the channel yet. */
    UNKNOWN("nothing was heard of the channel yet"),
    /** The roll-out has not reached this box. */
    NOT_REACHED("the roll-out has not reached this box"),
    /** It is fetched, or will be at the next attempt. */
    FETCHING("it is being fetched"),
    /** It judges beside the active one. */
    COMPARED("it judges beside the active one"),
    /** It takes over at this moment. */
    ACTIVATING("it takes over"),
    /** It judges, and is watched. */
    WATCHED("it judges, and is watched"),
    /** It judges. */
    ACTIVE("it judges"),
    /** Somebody let another recipe judge; that is left so until the channel is set anew. */
    OVERRULED("somebody let another recipe judge"),
    /** The policy, or the appliance, does not admit it; that is looked at again each time. */
    REFUSED("it is refused"),
    /** It was not fit here, or was taken back; it is not tried again until the channel is set anew. */
    REJECTED("it was rejected");

    private final String words;

    Stage(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    /** Whether it will judge here, as far as anybody knows, and does not yet. */
    boolean isOnItsWay() {
        return switch (this) {
            case UNKNOWN, FETCHING, ACTIVATING -> true;
            case NOT_REACHED, COMPARED, WATCHED, ACTIVE, OVERRULED, REFUSED, REJECTED -> false;
        };
    }
}
