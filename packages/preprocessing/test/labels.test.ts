import { DataError, parseLabels } from "@xception/preprocessing";
import { describe, expect, it } from "vitest";

describe("parseLabels", () => {
  it.each([
    ["one name a line", "cup\nfork\nspoon\n"],
    ["lines as Windows ends them, after a byte order mark", "\uFEFFcup\r\nfork\r\nspoon"],
    ["a JSON list", '["cup", "fork", "spoon"]'],
    ["a JSON object from index", '{"2": "spoon", "0": "cup", "1": "fork"}'],
    ["Keras' class index", '{"0": ["n1", "cup"], "1": ["n2", "fork"], "2": ["n3", "spoon"]}'],
    ["Keras' class_indices", '{"spoon": 2, "cup": 0, "fork": 1}'],
    ["CSV in any order", "2,spoon\n0,cup\n1,fork"],
    ["CSV with a heading and quotes", 'index,name\n0,"cup"\n1,"fork"\n2,spoon\n'],
  ])("reads %s", (_, text) => {
    expect(parseLabels(text)).toEqual(["cup", "fork", "spoon"]);
  });

  it("keeps commas in names", () => {
    expect(parseLabels("tench, Tinca tinca\ngoldfish, Carassius auratus")).toEqual(["tench, Tinca tinca", "goldfish, Carassius auratus"]);
    expect(parseLabels('0,"tench, ""Tinca"""\n1,goldfish, Carassius')).toEqual(['tench, "Tinca"', "goldfish, Carassius"]);
  });

  it("keeps numbers that are names", () => {
    expect(parseLabels("0\n1\n2")).toEqual(["0", "1", "2"]);
  });

  it("keeps two classes of one name, as ImageNet has them", () => {
    expect(parseLabels("crane\ncrane")).toEqual(["crane", "crane"]);
  });

  it.each([
    [" \n", "x.txt: there are no labels. Write one name a line, or a JSON list of names."],
    ["[]", "x.txt: there are no labels. Write one name a line, or a JSON list of names."],
    ["{}", "x.txt: there are no labels. Write one name a line, or a JSON list of names."],
    ['["cup"', "x.txt: it begins as JSON, but is not valid JSON. Correct it, or write one name a line."],
    ['["cup", 3]', 'x.txt: the label of 1 is 3, but a name or ["identifier", "name"] was expected. Correct it.'],
    ['{"0": {"name": "cup"}}', 'x.txt: the label of 0 is {"name":"cup"}, but a name or ["identifier", "name"] was expected. Correct it.'],
    ['{"0": "cup", "2": "fork"}', "x.txt: 2 labels have indices of which 1 is missing. Number them 0 to 1, each once."],
    ['{"cup": 0, "fork": 0}', "x.txt: 2 labels have indices of which 1 is missing. Number them 0 to 1, each once."],
    ["1,cup\n2,fork", "x.txt: 2 labels have indices of which 0 is missing. Number them 0 to 1, each once."],
    ["cup\n\nfork", "x.txt: line 2 is empty, so that all labels after it would be off by one. Name each class."],
  ])("refuses %j", (text, sentence) => {
    expect(() => parseLabels(text, "x.txt")).toThrow(new DataError(`[parseLabels] ${sentence}`));
  });
});
