"""The measurements that the README quotes, and the peers they are compared with."""
