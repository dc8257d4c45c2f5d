import type {CustomScheme} from "electron/main";

/**
 * The one scheme of the pages: `app://ui` is the shell, `app://nb-<id>` a notebook. Never `corsEnabled`: then any page could
 * read what the host answers.
 */
export const appScheme: CustomScheme = {
  scheme: "app",
  privileges: {standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true}
};
