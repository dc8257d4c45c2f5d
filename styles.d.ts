// esbuild takes style sheets as imports; to the types they are nothing.
declare module "*.css";
