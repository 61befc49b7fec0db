// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

/// Heads of one transparency log by the size of its tree. Each is written once, by the keeper; anybody looks them up.
contract LogHeads {
    struct Head {
        bytes32 root;
        bytes32 rootSm3;
        uint64 blockNumber;
    }

    /// SHA-256 of the log's origin: of which log these are.
    bytes32 public immutable origin;
    address public immutable keeper;
    /// The size of the largest tree written down.
    uint64 public newest;
    mapping(uint64 => Head) private heads;

    event Kept(uint64 indexed size, bytes32 root, bytes32 rootSm3);

    constructor(bytes32 origin_) {
        origin = origin_;
        keeper = msg.sender;
    }

    /// Written again, the same head changes nothing; another head of that size is refused for ever.
    function keep(uint64 size, bytes32 root, bytes32 rootSm3) external {
        require(msg.sender == keeper, "not the keeper");
        Head storage head = heads[size];
        if (head.blockNumber != 0) {
            require(head.root == root && head.rootSm3 == rootSm3, "another head of this size is kept");
            return;
        }
        heads[size] = Head(root, rootSm3, uint64(block.number));
        if (size > newest) newest = size;
        emit Kept(size, root, rootSm3);
    }

    /// Zeros when no head of this size was written down.
    function headOf(uint64 size) external view returns (bytes32 root, bytes32 rootSm3, uint64 blockNumber) {
        Head storage head = heads[size];
        return (head.root, head.rootSm3, head.blockNumber);
    }
}
