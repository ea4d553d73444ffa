/** A network's description cannot work; the message names the node and says what would. Mend the network. */
export class NetworkError extends Error {
  override readonly name = "NetworkError";
}
