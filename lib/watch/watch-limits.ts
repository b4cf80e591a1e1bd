/** Long enough to find a telephone and to talk to a bot; after that nobody is watching any more. */
export const watchMinutes = 10;

/** AWS lets SearchContacts be asked once in two seconds by everybody on an account together. */
export const searchEverySeconds = 3;

/** DescribeContact for so many new contacts at a look; a busy line has the rest at the next. */
export const maxDescribed = 8;
