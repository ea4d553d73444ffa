import { expect, it } from "vitest";

import { createRandom } from "../../../initialise/random.ts";
import type { Room } from "../plan/map-value.ts";
import { arrangeRooms, type Life } from "./arrange-rooms.ts";

it("lets rooms share addresses only when they are not needed at the same time", () => {
  const random = createRandom(1);
  for (let round = 0; round < 50; round += 1) {
    const lives = new Map<Room, Life>();
    for (let index = 0; index < 20; index += 1) {
      const first = Math.floor(random() * 30);
      lives.set({ bytes: 4 * Math.ceil(random() * 100) }, { first, last: first + Math.floor(random() * 5) });
    }
    const { offsets, bytes } = arrangeRooms(lives);
    const rooms = [...lives].map(([room, life]) => ({
      ...life,
      start: offsets.get(room) ?? -1,
      end: (offsets.get(room) ?? -1) + room.bytes,
    }));
    expect(rooms.every(({ start, end }) => start >= 0 && start % 64 === 0 && end <= bytes)).toBe(true);
    const clashes = rooms.flatMap((a, index) =>
      rooms.slice(index + 1).filter((b) => a.first <= b.last && b.first <= a.last && a.start < b.end && b.start < a.end),
    );
    expect(clashes).toEqual([]);
  }
});

it("needs no more for a chain than its two largest neighbours", () => {
  const chain = [640, 1280, 128, 1280, 640].map((bytes, index): [Room, Life] => [{ bytes }, { first: index, last: index + 1 }]);
  expect(arrangeRooms(new Map(chain)).bytes).toBe(640 + 1280);
});

it("gives the smallest gap that fits", () => {
  const rooms: readonly [number, Life][] = [
    [640, { first: 0, last: 9 }],
    [576, { first: 0, last: 1 }],
    [512, { first: 0, last: 9 }],
    [320, { first: 0, last: 1 }],
    [256, { first: 0, last: 9 }],
    [192, { first: 5, last: 6 }],
  ];
  const lives = new Map(rooms.map(([bytes, life]): [Room, Life] => [{ bytes }, life]));
  const { offsets } = arrangeRooms(lives);
  expect([...offsets].find(([{ bytes }]) => bytes === 192)?.[1]).toBe(640 + 576 + 512);
});
