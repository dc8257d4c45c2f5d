/** Whether the window is too small for the files to stand beside the notebook. */
export const smallWindow = (): MediaQueryList => matchMedia("(width < 800px)");
