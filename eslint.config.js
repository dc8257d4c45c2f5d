import tseslint from "typescript-eslint";
import {importDirection} from "./lint/import-direction.js";

const authority = [
  {
    selector: "AssignmentExpression[left.property.name=/^(innerHTML|outerHTML)$/]",
    message: "the shell never parses HTML"
  },
  {
    selector: "CallExpression[callee.property.name=/^(insertAdjacentHTML|setHTMLUnsafe|write)$/]",
    message: "the shell never parses HTML"
  },
  {selector: "CallExpression[callee.name='eval']", message: "the shell never evaluates"}
];

export default tseslint.config(
  {ignores: ["dist/", "node_modules/", "kernels/tensors/wasm/simd/", "notebooks/"]},
  ...tseslint.configs.recommended,
  {
    plugins: {subband: {rules: {"import-direction": importDirection}}},
    rules: {
      "subband/import-direction": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "no-restricted-properties": [
        "error",
        {property: "dataSync", message: "kills the GPU process on software WebGPU; await data()"},
        {property: "arraySync", message: "kills the GPU process on software WebGPU; await array()"},
        {property: "bufferSync", message: "kills the GPU process on software WebGPU; await buffer()"}
      ]
    }
  },
  {files: ["renderer/shell/**"], rules: {"no-restricted-syntax": ["error", ...authority]}}
);
