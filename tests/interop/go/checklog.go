// Checks a ledger with golang.org/x/mod alone: the checkpoint's signature, the root over all events, an inclusion
// proof for each exhibit, and consistency proofs from older sizes. It shares no code with Affiant.
//
// Input is one JSON document on stdin, see `order`; the first thing that does not hold ends it with status 1.
package main

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type order struct {
	Key         string   // verifier key of golang.org/x/mod/sumdb/note
	Checkpoint  string   // file
	Events      string   // file: one event, or {"leaf":…,"seq":…}, for each line
	Proofs      []string // files in the form of tlog-proof
	Consistency []struct {
		Old  int64
		Root string   // base64
		Path []string // base64
	}
}

func main() {
	var given order
	must(json.NewDecoder(os.Stdin).Decode(&given))
	signed := read(given.Checkpoint)
	size, root := checkpoint(given.Key, signed)
	leaves := events(given.Events, size)
	same(treeOf(leaves), root, "the root over the events is not the one of the checkpoint")
	for _, path := range given.Proofs {
		inclusion(path, signed, size, root, leaves)
	}
	for _, one := range given.Consistency {
		var proof tlog.TreeProof
		for _, text := range one.Path {
			proof = append(proof, hash(text))
		}
		must(tlog.CheckTree(proof, size, root, one.Old, hash(one.Root)))
	}
	fmt.Printf("ok: %d events, %d proofs, %d older sizes\n", size, len(given.Proofs), len(given.Consistency))
}

// checkpoint opens the signed note and returns size and root of its text.
func checkpoint(key string, signed []byte) (int64, tlog.Hash) {
	verifier, err := note.NewVerifier(key)
	must(err)
	opened, err := note.Open(signed, note.VerifierList(verifier))
	must(err)
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() || lines[3] != "" {
		fail("the checkpoint has another form")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err)
	return size, hash(lines[2])
}

// events returns the leaf hashes, computed from the events that are shown.
func events(path string, size int64) []tlog.Hash {
	file, err := os.Open(path)
	must(err)
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 8<<20)
	var leaves []tlog.Hash
	for lines.Scan() {
		var left struct {
			Leaf string
			Seq  int64
			V    int
		}
		must(json.Unmarshal(lines.Bytes(), &left))
		if left.Seq != int64(len(leaves))+1 {
			fail("the events are out of order")
		}
		if left.V == 0 && left.Leaf != "" {
			raw, err := hex.DecodeString(left.Leaf)
			must(err)
			var leaf tlog.Hash
			copy(leaf[:], raw)
			leaves = append(leaves, leaf)
			continue
		}
		leaves = append(leaves, tlog.RecordHash(lines.Bytes()))
	}
	must(lines.Err())
	if int64(len(leaves)) != size {
		fail("there are more or fewer events than the checkpoint names")
	}
	return leaves
}

// treeOf computes the root of leaf hashes from stored hashes, as a log server does.
func treeOf(leaves []tlog.Hash) tlog.Hash {
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		found := make([]tlog.Hash, len(indexes))
		for place, index := range indexes {
			found[place] = stored[index]
		}
		return found, nil
	})
	for number, leaf := range leaves {
		more, err := tlog.StoredHashesForRecordHash(int64(number), leaf, reader)
		must(err)
		stored = append(stored, more...)
	}
	root, err := tlog.TreeHash(int64(len(leaves)), reader)
	must(err)
	return root
}

// inclusion checks one proof, which must carry the same checkpoint byte for byte.
func inclusion(path string, signed []byte, size int64, root tlog.Hash, leaves []tlog.Hash) {
	head, carried, found := bytes.Cut(read(path), []byte("\n\n"))
	if !found || !bytes.Equal(carried, signed) {
		fail(path + " carries another checkpoint")
	}
	lines := strings.Split(string(head), "\n")
	if len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" || !strings.HasPrefix(lines[1], "index ") {
		fail(path + " has another form")
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	must(err)
	var proof tlog.RecordProof
	for _, text := range lines[2:] {
		proof = append(proof, hash(text))
	}
	if index >= int64(len(leaves)) {
		fail(path + " names an event that is not there")
	}
	must(tlog.CheckRecord(proof, size, root, index, leaves[index]))
}

func hash(text string) tlog.Hash {
	raw, err := base64.StdEncoding.DecodeString(text)
	must(err)
	var found tlog.Hash
	if len(raw) != len(found) {
		fail("a hash has the wrong length")
	}
	copy(found[:], raw)
	return found
}

func same(a, b tlog.Hash, otherwise string) {
	if a != b {
		fail(otherwise)
	}
}

func read(path string) []byte {
	data, err := os.ReadFile(path)
	must(err)
	return data
}

func must(err error) {
	if err != nil {
		fail(err.Error())
	}
}

func fail(text string) {
	fmt.Println("fail: " + text)
	os.Exit(1)
}
