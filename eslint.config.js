import js from "@eslint/js";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

export default defineConfig(
  // AssemblyScript is not TypeScript, and the types of its compiler redeclare those of JavaScript.
  { ignores: ["**/dist/", "**/node_modules/", "**/assembly/", "**/*.generated.ts", ".cache/", "runs/"] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { project: "./tsconfig.json", tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/prefer-readonly": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      // Numbers are most of what this house prints.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      // noPropertyAccessFromIndexSignature of the compiler asks for the brackets that this rule forbids.
      "@typescript-eslint/dot-notation": "off",
      // The compiler knows what is defined where.
      "no-undef": "off",
      "no-console": "error",
      eqeqeq: ["error", "always", { null: "ignore" }],
    },
  },
  // A command, a script and a bench speak to a terminal.
  {
    files: [".ci/**", "scripts/**", "packages/*/bundle/**", "apps/*/bin/**", "apps/*/server/**", "**/bench/**"],
    rules: { "no-console": "off" },
  },
  // In JavaScript a cast of JSON is a comment, which these rules do not see.
  {
    files: ["**/*.js"],
    rules: {
      "@typescript-eslint/explicit-module-boundary-types": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
    },
  },
);
