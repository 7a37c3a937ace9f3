/** A card's or slice's UUID with its first eight digits, which tell the cards of a box apart. */
export function shortenUuid(uuid: string): string {
  const match = /^(GPU|MIG)-([0-9a-f]{8})/i.exec(uuid);
  return match ? `${match[1]}-${match[2]}…` : uuid;
}
