/**
 * What is wrong with a node, as the rest of a sentence that starts with the node's kind and name.
 * The interpreter that meets it knows both, and its own name: see nameProblem.
 */
export class NodeProblem extends Error {
  override readonly name = "NodeProblem";
}
