package dev.destseg.access;

/** The roles as annotations write them; each includes the ones before it. */
public final class RoleName {
    /** Sees what was judged, and how the box is. */
    public static final String VIEWER = "viewer";

    /** Has parts judged, and says what they really are. */
    public static final String OPERATOR = "operator";

    /** Teaches products, and chooses what judges. */
    public static final String ENGINEER = "engineer";

    /** Everything. */
    public static final String ADMIN = "admin";

    private RoleName() {}
}
